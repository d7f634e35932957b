package qinqing.spreadsheet;

import qinqing.problem.Text;

/** A file can't be read as a whole; what is wrong with single cells stands in {@link Row#defects()}. */
public final class SpreadsheetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what the person who uploaded it can do. */
    public enum Fault {
        UNKNOWN_FORMAT("无法识别文件格式，请上传 .xlsx 或 .csv 文件", "Unknown format, please upload .xlsx or .csv"),
        OLD_OR_PROTECTED(
                "不支持旧版 .xls 或加密的文件，请另存为不加密的 .xlsx",
                "Old .xls and password-protected files are not supported, please save as plain .xlsx"),
        DAMAGED("文件已损坏或未传完整，请重新上传", "The file is damaged or incomplete, please upload it again"),
        INFLATES_TOO_FAR(
                "文件解压后过大，请删除多余的空行、空列后重新保存",
                "The file inflates too far, please remove surplus rows and columns and save again"),
        TOO_MANY_COLUMNS("列数过多", "Too many columns"),
        TOO_MANY_ROWS("行数过多，请拆分后上传", "Too many rows, please split the file"),
        TOO_MANY_MERGED_CELLS("合并单元格过多，请取消合并后上传", "Too many merged cells, please split them"),
        CONTENT_TOO_LONG("单元格或行的内容过长", "A cell or row is too long"),
        BROKEN_TEXT("引号不成对，或某一行过长", "A quotation mark is not closed, or a line is too long"),
        UNKNOWN_ENCODING("无法识别文字编码，请另存为 UTF-8 编码的 CSV", "Unknown text encoding, please save as CSV in UTF-8"),
        NO_SHEET("没有可读取的工作表", "There is no sheet to read");

        private final Text text;

        Fault(String zh, String en) {
            this.text = new Text(zh, en);
        }

        /** For people. */
        public Text text() {
            return text;
        }
    }

    private final Fault fault;

    SpreadsheetException(Fault fault) {
        super(fault.name());
        this.fault = fault;
    }

    /** The cause's message may quote the file, so only its class is kept. */
    SpreadsheetException(Fault fault, Throwable cause) {
        super(fault.name() + " (" + cause.getClass().getSimpleName() + ")");
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
