// Lets the terminal open without a network.
self.addEventListener("install", () => self.skipWaiting());
