package qinqing.benefit;

/** 资金受益人名单、项目（服务）承接人名单. */
enum ListKind {
    GRANTS,
    CONTRACTS
}
