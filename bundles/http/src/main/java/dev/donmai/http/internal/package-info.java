/**
 * The control API on Jetty. Start with {@link dev.donmai.http.internal.ControlServer} (start and stop), then
 * {@link dev.donmai.http.internal.ApiHandler} (the way of one request). A family of routes is one resource class, which
 * enters its routes into {@link dev.donmai.http.internal.Routes}.
 */
@NullMarked
package dev.donmai.http.internal;

import org.jspecify.annotations.NullMarked;
