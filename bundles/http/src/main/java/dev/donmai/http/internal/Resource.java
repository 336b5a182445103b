package dev.donmai.http.internal;

/** A family of routes. */
interface Resource {

    /** Enters the routes into the table. */
    void enter(Routes routes);
}
