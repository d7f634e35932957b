package qinqing.planted.left;

import qinqing.planted.right.Right;

/** Half of a planted cycle. */
public final class Left {
    Class<?> other() {
        return Right.class;
    }
}
