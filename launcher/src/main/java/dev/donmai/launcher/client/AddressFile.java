package dev.donmai.launcher.client;

import dev.donmai.config.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file in which a running daemon says where it listens, each place on a line of its own. Only its owner can write it,
 * so what it names is the owner's daemon, wherever that listens.
 */
record AddressFile(Path file) {

    AddressFile(StateDirectory state) {
        this(state.address());
    }

    /**
     * All of them; none while no daemon runs.
     *
     * @throws ClientException when the file is there and cannot be understood
     */
    List<DaemonAddress> addresses() throws ClientException {
        try {
            List<DaemonAddress> addresses = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    addresses.add(DaemonAddress.parse(line.strip()));
                }
            }
            return addresses;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ClientException(file + " cannot be read: " + e.getMessage(), e);
        } catch (ClientException e) {
            throw new ClientException(file + ": " + e.getMessage(), e);
        }
    }

    /** Whether that is one of them; what cannot be read, or be understood, names nothing. */
    boolean names(DaemonAddress address) {
        try {
            return addresses().stream().anyMatch(address::leadsTo);
        } catch (ClientException e) {
            return false;
        }
    }
}
