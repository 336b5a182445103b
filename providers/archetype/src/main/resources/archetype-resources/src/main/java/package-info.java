/**
 * The agent runtime {@code ${id}}: a program that says what it is told. Start reading at
 * {@link ${package}.${name}Runtime}.
 */
@NullMarked
package ${package};

import org.jspecify.annotations.NullMarked;
