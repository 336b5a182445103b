package dev.donmai.config.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The id of a machine that was given none, from its host name ({@code config.md} §2.8). */
record MachineId(String value) {

    /** Where Linux keeps the host name; asking for it there needs no name service. */
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    static MachineId ofHost() {
        return of(hostName());
    }

    static MachineId of(String host) {
        return new MachineId(DashedName.of(host, "local-machine"));
    }

    private static String hostName() {
        try {
            return Files.isReadable(KERNEL)
                    ? Files.readString(KERNEL)
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The name has no address; the exception's message begins with it, but that is no contract.
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
