package qinqing.planted.right;

import qinqing.planted.left.Left;

/** The other half. */
public final class Right {
    Class<?> other() {
        return Left.class;
    }
}
