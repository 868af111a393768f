/** The same for every contender: about as much as a step of a run carries. */
export function payloadOf(number) {
  return {
    number,
    eventId: '018f6a4e-7d2b-4c1a-9b7e-3f2d1c0b9a87',
    branch: 'tbilisi',
    step: 'booking-card',
    with: { bookingId: 506_539, carId: 65_311, notify: true },
  };
}
