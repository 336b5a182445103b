package dev.donmai.providers.platformtracker;

import dev.donmai.tck.IssueTrackerTck;

/** The contract. */
class PlatformTrackerTckIT extends IssueTrackerTck {}
