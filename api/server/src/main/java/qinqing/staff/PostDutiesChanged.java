package qinqing.staff;

import java.util.UUID;

/** The work of a post is another now; whoever holds it reports anew (A3.5). */
public record PostDutiesChanged(UUID postId) {}
