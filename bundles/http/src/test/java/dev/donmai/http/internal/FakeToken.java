package dev.donmai.http.internal;

import dev.donmai.lifecycle.ControlToken;

/** A control token that is always the same. */
final class FakeToken implements ControlToken {

    static final String SECRET = "c0ffee";

    @Override
    public boolean matches(String presented) {
        return presented.equals(SECRET);
    }

    @Override
    public String derive(String purpose) {
        return SECRET + purpose;
    }
}
