package qinqing.publicity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a clerk sends to draft or change a notice. */
record NoticeRequest(
        @NotNull NoticeForm form,
        @NotNull UUID unitId,
        @NotEmpty @Size(max = 500) List<@NotNull @Valid Row> rows,
        @Nullable @Size(max = 200) String title,
        @Nullable @Size(max = 500) String remark,
        @Nullable @Size(max = 20) List<@NotNull UUID> additionalSiteIds) {

    record Row(
            @NotNull UUID verificationId,
            @Nullable @Size(max = 200) String note) {}

    List<UUID> verificationIds() {
        return rows.stream().map(Row::verificationId).toList();
    }

    List<UUID> additional() {
        return additionalSiteIds == null ? List.of() : additionalSiteIds;
    }
}
