package dev.donmai.git;

import dev.donmai.process.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** Lets JGit reach {@code ssh} addresses through the {@code ssh} program. */
final class JGitSsh extends SshSessionFactory {
    private final GitEnvironment environment;
    private final List<String> options;
    private final JGitTransfer transfer;

    JGitSsh(GitEnvironment environment, List<String> options, JGitTransfer transfer) {
        this.environment = environment;
        this.options = List.copyOf(options);
        this.transfer = transfer;
    }

    @Override
    public RemoteSession getSession(URIish uri, CredentialsProvider credentials, FS fs, int timeout) {
        List<String> argv = new ArrayList<>(List.of("ssh"));
        argv.addAll(options);
        argv.addAll(List.of("-o", "BatchMode=yes"));
        if (uri.getPort() > 0) {
            argv.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        argv.add("--");
        argv.add(uri.getUser() == null ? uri.getHost() : uri.getUser() + "@" + uri.getHost());
        return new Session(environment, argv, transfer);
    }

    @Override
    public String getType() {
        return "donmai";
    }

    private static final class Session implements RemoteSession {
        private final GitEnvironment environment;
        private final List<String> argv;
        private final JGitTransfer transfer;
        private final List<JGitProcess> started = new ArrayList<>();

        Session(GitEnvironment environment, List<String> argv, JGitTransfer transfer) {
            this.environment = environment;
            this.argv = argv;
            this.transfer = transfer;
        }

        @Override
        public Process exec(String command, int timeout) throws IOException {
            List<String> all = new ArrayList<>(argv);
            all.add(command);
            JGitProcess process = new JGitProcess(Program.of(all)
                    .environment(environment.variables())
                    .pipedStdin()
                    .start());
            started.add(process);
            transfer.goesThrough(process);
            return process;
        }

        @Override
        public void disconnect() {
            started.forEach(JGitProcess::destroy);
        }
    }
}
