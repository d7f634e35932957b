package qinqing.identity;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;

/** @param to the last day it holds */
record AssignmentView(
        UUID id,
        Role role,
        UUID unitId,
        String unitName,
        LocalDate from,
        @Nullable LocalDate to) {}
