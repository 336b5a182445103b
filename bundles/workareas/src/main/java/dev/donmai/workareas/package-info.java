/** Where session trees and their archives lie. */
@Export
@NullMarked
package dev.donmai.workareas;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
