package dev.donmai.http.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Turns what the server itself refuses (a broken request line, a head that is too large) into the shape of our errors. */
final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = body(response.getStatus(), request.getAttribute(ERROR_MESSAGE));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static byte[] body(int status, Object reason) {
        String message = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
        // The reason of a server error may tell of its insides; that of a bad request helps whoever sent it.
        return Reply.error(
                        status, HttpStatus.isClientError(status) && reason != null ? message + ": " + reason : message)
                .content()
                .getBytes(StandardCharsets.UTF_8);
    }
}
