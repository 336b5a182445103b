package dev.donmai.providers.filetracker;

import dev.donmai.tck.IssueTrackerTck;

/** The contract. */
class FileTrackerTckIT extends IssueTrackerTck {}
