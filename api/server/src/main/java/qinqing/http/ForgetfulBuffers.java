package qinqing.http;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.Arrays;

/**
 * Buffers of the JSON parser, wiped before the next one gets them: they held what people sent, and would lie about in memory
 * until overwritten, ID numbers and all (S7).
 */
final class ForgetfulBuffers extends RecyclerPool.ConcurrentDequePoolBase<BufferRecycler> {
    private static final long serialVersionUID = 1L;

    ForgetfulBuffers() {
        super(SERIALIZATION_NON_SHARED);
    }

    @Override
    public BufferRecycler createPooled() {
        return new Wiping();
    }

    private static final class Wiping extends BufferRecycler {
        @Override
        public void releaseByteBuffer(int place, byte[] buffer) {
            Arrays.fill(buffer, (byte) 0);
            super.releaseByteBuffer(place, buffer);
        }

        @Override
        public void releaseCharBuffer(int place, char[] buffer) {
            Arrays.fill(buffer, (char) 0);
            super.releaseCharBuffer(place, buffer);
        }
    }
}
