package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.model.Defaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One command as the reference's program and daemon exchange it: a file of {@code contract/golden}. Heads stand there
 * with plain line ends; a body is what follows the empty line, without its last line end.
 *
 * @param command the arguments
 * @param situation the daemon that is asked in the older command line's name
 * @param before what is asked first, so that there is something to find
 * @param request what the older command line sends, byte for byte
 * @param reply what the reference's daemon answers
 * @param shape the struct that the older command line reads a reply into
 * @param decoded what it finds in ours, members by path ({@link Members})
 * @param status the status that ours has
 * @param code the exit code of our command line after the reference's reply
 * @param out what it prints
 * @param err what it says of a failure
 */
record Golden(
        List<String> command,
        String situation,
        List<String> before,
        String request,
        String reply,
        String shape,
        Map<String, JsonNode> decoded,
        int status,
        int code,
        String out,
        String err) {

    /** Where the golden request believes the daemon to be. */
    private static final String ADDRESS = "127.0.0.1:7734";

    Golden {
        command = Defaults.list(command);
        situation = Defaults.text(situation, "running");
        before = Defaults.list(before);
        decoded = Defaults.map(decoded);
        reply = Defaults.text(reply);
        shape = Defaults.text(shape);
        status = status == 0 ? 200 : status;
        out = Defaults.text(out);
        err = Defaults.text(err);
    }

    /** All of them, by file name. */
    static List<Golden> all() {
        List<Golden> all = new ArrayList<>();
        for (String file : ContractFiles.names("golden")) {
            for (JsonNode command : ContractFiles.tree(file)) {
                all.add(ContractFiles.convert(command, Golden.class));
            }
        }
        return all;
    }

    Situation daemon() {
        return Situation.valueOf(situation.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /** The request for a daemon that is somewhere else. */
    String requestTo(String address) {
        return wire(request).replace(ADDRESS, address);
    }

    /** The body of the request. */
    String requestBody() {
        return body(request);
    }

    /** The first line of the request. */
    String requestLine() {
        return request.lines().findFirst().orElse("");
    }

    /** The reply as it goes over the wire, its length filled in. */
    String replyOnTheWire() {
        String body = body(reply) + "\n";
        String head = reply.substring(0, reply.indexOf("\n\n"));
        return head.replace("\n", "\r\n") + "\r\nContent-Length: "
                + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** The reply's body as a document. */
    JsonNode replyBody() {
        return reply.contains("\n\n{") ? new RawAnswer(0, Map.of(), body(reply)).json() : MissingNode.getInstance();
    }

    String title() {
        return String.join(" ", command) + " (" + situation + ")";
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\n\n") + 2).stripTrailing();
    }

    private static String wire(String message) {
        return message.substring(0, message.indexOf("\n\n")).replace("\n", "\r\n") + "\r\n\r\n" + body(message);
    }
}
