package qinqing.problem;

import java.util.Locale;

/** Every kind of problem the API answers with: its status and its title in both languages. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "请求格式有误", "The request is malformed"),
    INVALID_INPUT(400, "填写内容有误", "Some of the input is invalid"),
    NOT_LOGGED_IN(401, "请先登录", "Please log in"),
    LOGIN_FAILED(401, "手机号、密码或验证码不正确", "Phone, password or code is wrong"),
    TOKEN_EXPIRED(401, "登录已过期，请重新登录", "The login has expired, please log in again"),
    CODE_NEEDED(401, "请输入身份验证器上的验证码", "Please enter the code of your authenticator"),
    SESSION_ENDED(401, "登录已失效，请重新登录", "The session has ended, please log in again"),
    NOT_ALLOWED(403, "无权进行此操作", "You may not do this"),
    PASSWORD_CHANGE_DUE(403, "请先修改初始密码", "Please change the first password before anything else"),
    NOT_FOUND(404, "未找到", "Not found"),
    METHOD_NOT_ALLOWED(405, "不支持此请求方法", "This method is not supported here"),
    NOT_ACCEPTABLE(406, "无法以所要求的格式答复", "The requested format is not available"),
    REQUEST_TIMEOUT(408, "请求未在限定时间内传完", "The request did not arrive in time"),
    STATE_CONFLICT(409, "当前状态不允许此操作", "The present state does not allow this"),
    ALREADY_EXISTS(409, "已存在，不能重复", "It exists already"),
    IN_PROGRESS(409, "同一请求正在处理，请稍后重试", "The same request is being processed, please try again later"),
    STALE_VERSION(412, "内容已被他人修改，请刷新后重试", "It has been changed meanwhile, please reload and try again"),
    TOO_LARGE(413, "内容过大", "The content is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "不支持此内容类型", "This media type is not supported"),
    RULE_NOT_MET(422, "不符合规定", "A rule of the regulation is not met"),
    KEY_REUSED(422, "同一幂等键不能用于不同内容", "The same Idempotency-Key can't be used for different content"),
    VERSION_REQUIRED(428, "修改前须提供版本（If-Match）", "A change needs If-Match with the version you read"),
    TOO_MANY_REQUESTS(429, "请求过于频繁，请稍后再试", "Too many requests, please try again later"),
    HEADERS_TOO_LARGE(431, "请求头过大", "The request headers are too large"),
    INTERNAL_ERROR(500, "系统内部错误，请凭追踪号联系管理员", "Internal error, please quote the trace id to the administrator"),
    UNAVAILABLE(503, "系统暂时不可用，请稍后重试", "Temporarily unavailable, please try again later"),
    STORAGE_FULL(507, "存储空间不足，请联系管理员", "Storage is full, please tell the administrator");

    private final int status;
    private final Text title;

    ProblemType(int status, String zh, String en) {
        this.status = status;
        this.title = new Text(zh, en);
    }

    /** HTTP status code. */
    public int status() {
        return status;
    }

    public Text title() {
        return title;
    }

    /** Stable relative reference that goes out as {@code type} (RFC 9457, 3.1.1). */
    public String uri() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
