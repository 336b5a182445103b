package dev.donmai.tck.internal;

/** Shows the JDK, the contracts and the log interface, which every worker has, and nothing else of the tests' class path. */
final class ContractLoader extends ClassLoader {

    private final ClassLoader all = ContractLoader.class.getClassLoader();

    ContractLoader() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("dev.donmai.api.") || name.startsWith("org.slf4j.")) {
            return all.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
