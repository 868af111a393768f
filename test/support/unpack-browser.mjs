// Run as a process of its own by bundled-browser.ts, which sets where to unpack to and for which system.
import bundled from '@sparticuz/chromium';

await bundled.executablePath();
