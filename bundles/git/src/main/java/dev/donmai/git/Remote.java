package dev.donmai.git;

/** Where to fetch from, and with what. */
record Remote(RepositoryUrl url, GitCredentials credentials) {}
