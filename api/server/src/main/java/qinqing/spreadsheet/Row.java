package qinqing.spreadsheet;

import java.util.List;
import qinqing.problem.Text;

/**
 * A row that is not blank.
 *
 * @param number as the spreadsheet program shows it, from 1; in a text file the line the row begins at
 * @param cells written values without spaces around them, empty where a cell is blank; trailing blanks are left out
 * @param defects cells whose value can't be relied upon
 */
public record Row(long number, List<String> cells, List<Defect> defects) {

    /**
     * What is wrong with one cell.
     *
     * @param column from 0
     */
    public record Defect(int column, Text reason) {
        static final Text MERGED = new Text("合并单元格，请取消合并并逐行填写", "A merged cell: please split it and fill in each row");
        static final Text FORMULA_ERROR = new Text("公式计算出错", "The formula ends in an error");
        static final Text FORMULA_WITHOUT_VALUE =
                new Text("公式没有计算结果，请粘贴为数值", "The formula has no result: please paste it as a value");
        static final Text LOST_DIGITS = new Text(
                "长数字按数值保存，末几位已丢失，请改为文本格式重填",
                "A long number was kept as a number and lost its last digits: please enter it as text");
        static final Text TOO_LONG = new Text("内容过长", "The content is too long");
        static final Text NOT_A_DATE = new Text("不是有效日期", "Not a valid date");
    }

    /** The cell, or an empty text beyond the end of the row. */
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /** Rows hold personal data; only the place is told. */
    @Override
    public String toString() {
        return "Row[number=" + number + ", cells=" + cells.size() + ", defects=" + defects.size() + "]";
    }
}
