package dev.donmai.launcher.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix domain socket behind which a port is. */
final class SocketRelay implements AutoCloseable {

    private final ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final int port;

    SocketRelay(Path socket, int port) throws IOException {
        this.port = port;
        door.bind(UnixDomainSocketAddress.of(socket));
        start(this::admit);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread.ofPlatform().daemon().name("relay").start(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One of the two ends is closed: that was all.
                return;
            }
        });
    }

    private void admit() throws IOException {
        while (door.isOpen()) {
            SocketChannel client = door.accept();
            SocketChannel server = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            start(() -> pump(client, server));
            start(() -> pump(server, client));
        }
    }

    private static void pump(ByteChannel from, ByteChannel to) throws IOException {
        try (from;
                to) {
            Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
