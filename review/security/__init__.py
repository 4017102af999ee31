"""Who asks, and what may be asked: sessions, forged requests, the throttle of sign-ins, response headers."""
