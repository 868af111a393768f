# Photos: quality, repeats, by car, without a checklist, and late ones

photo-again-dark = The photo "{ $slot }" is too dark: take it again with the flash, or keep it.
photo-again-small = The photo "{ $slot }" is too small: send the original, or keep it.
photo-again-blurred = The photo "{ $slot }" is blurred: take it again, or keep it.
photo-alike = The photo "{ $slot }" looks just like an earlier one. If that is a mistake, take it again.
photo-kept = Kept as it is
photo-keep-late = That photo has been replaced
button-photo-again = Again: { $slot }
button-keep-photo = Keep: { $slot }

photos-flag-duplicate = Sent before: { $slots }
photos-flag-alike = Just like earlier photos: { $slots }
photos-flag-dark = Dark photos: { $slots }
photos-flag-small = Small photos: { $slots }
photos-flag-blurred = Blurred photos: { $slots }

button-photos = Photos
photos-none = There are no photos of this car yet.
photos-hint = { $count ->
    [one] { $count } set of photos. Press to see it.
   *[other] { $count } sets of photos. Press one to see it.
}
photos-count = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
photos-of-issue = Issue
photos-of-return = Return
photos-of-cash = Cash hand-in
photos-of-trip = Trip
photos-of-maintenance = Maintenance
photos-of-loose = No checklist
photos-camera-time = Taken { $at }
photos-place = Where it was taken
photos-gone = These photos are gone
photos-coming = Sending the photos

loose-which-car = { $count ->
    [one] Which car is this photo of?
   *[other] Which car are these photos of?
}
loose-which-car-problem = Which car has the problem?
loose-attached = { $count ->
    [one] Photo added: { $car }
   *[other] { $count } photos added: { $car }
}
loose-reported = Incident opened
loose-dropped = The photos were not added anywhere
loose-done = Done
loose-answered = This has been answered already
loose-of-another = These are somebody else's photos
loose-problem-text = { $count ->
    [one] { $name } reports a problem, { $count } photo
   *[other] { $name } reports a problem, { $count } photos
}
loose-caption = { $count ->
    [one] { $name }, { $count } photo
   *[other] { $name }, { $count } photos
}
button-loose-problem = Report a problem
button-loose-keep = Just add them
button-loose-drop = Not needed
button-loose-other = Another car

button-missing-photos = Add the missing photos
button-photos-done = That's all
photos-late-title = Missing photos
photos-late-begun = Send the photos
photos-late-send = Now: { $next }. Still missing: { $slots }.
photos-late-left = Still missing: { $slots }.
photos-late-complete = All photos are there
photos-late-over = More than a day has passed: no photos can be added to this checklist
photos-late-caption = Sent later: { $slot }
