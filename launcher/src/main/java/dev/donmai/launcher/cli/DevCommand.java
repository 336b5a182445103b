package dev.donmai.launcher.cli;

import picocli.CommandLine.Command;

/** {@code donmai dev}: for those who work on Donmai or against it. Its classes are on no other command's class path. */
@Command(name = "dev", description = "Tools for developers of Donmai and of what talks to it.")
final class DevCommand {}
