package dev.donmai.itests.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rules of {@code contract/rules.yaml} that a test proves; it counts as one row for each. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Proves {

    /** Rules as {@code <section>/<name>}. */
    String[] value();
}
