package qinqing.deadline;

/** The working calendar of a year was imported or corrected: open deadlines that touch the year have to be computed anew. */
public record CalendarChanged(int year) {}
