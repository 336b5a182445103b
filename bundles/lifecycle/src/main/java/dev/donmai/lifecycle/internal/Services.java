package dev.donmai.lifecycle.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services of the other rooms that refer to ours themselves, and so cannot be injected. */
interface Services {

    /** Those of a kind that are there now. */
    <T> List<T> all(Class<T> type);

    /** Those of a framework. They are never given back, so that a component stays what it is. */
    record InFramework(BundleContext context) implements Services {

        @Override
        public <T> List<T> all(Class<T> type) {
            List<T> found = new ArrayList<>();
            try {
                Collection<ServiceReference<T>> references = context.getServiceReferences(type, null);
                for (ServiceReference<T> reference : references) {
                    Optional.ofNullable(context.getService(reference)).ifPresent(found::add);
                }
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException("no filter was given", e);
            }
            return found;
        }
    }
}
