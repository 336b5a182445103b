package dev.donmai.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens on a Unix domain socket, keeps what it is sent and answers with the bytes that a test wants. */
final class SocketPeer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    /** What is done with one connection after its request was read. */
    interface Answer {
        void give(OutputStream out) throws IOException;
    }

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final Answer answer;

    SocketPeer(Path socket, Answer answer) throws IOException {
        this.answer = answer;
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().name("peer").start(this::serve);
    }

    SocketPeer(Path socket, String answer) throws IOException {
        this(socket, out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The next request as it was sent. */
    String request() throws InterruptedException {
        return requests.take();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel connection = server.accept()) {
                requests.add(read(new BufferedInputStream(Channels.newInputStream(connection))));
                answer.give(Channels.newOutputStream(connection));
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                // The client has gone, which is what some tests are about.
                requests.add("gone");
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        Matcher length = LENGTH.matcher(text);
        if (length.find()) {
            text.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
