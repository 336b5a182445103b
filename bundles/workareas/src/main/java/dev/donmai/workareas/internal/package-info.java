/** Implementation of the workareas room. Start with {@link dev.donmai.workareas.internal.WorkareaService}. */
@NullMarked
package dev.donmai.workareas.internal;

import org.jspecify.annotations.NullMarked;
