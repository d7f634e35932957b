package qinqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * SQL is constant text; put together while the program runs it is where injections come from (S19, ASVS 1.2.4). Looks into the
 * byte code of every method but those that set constants: a text that begins like SQL and is then added to or formatted.
 */
class ComposedSqlTest {

    /**
     * Tables that exist only while a list is read, named after an id of ours; the blocks of a comparison, each a constant; the
     * one pass over all sealed columns, named by a constant list; and the setup of the embedded database with a drawn password.
     */
    private static final Set<String> MAY = Set.of(
            "qinqing.intake.Staging",
            "qinqing.matching.Candidates",
            "qinqing.rotation.ResealsRows",
            "qinqing.rotation.RotatesKeys",
            "qinqing.launch.EmbeddedDatabase");

    private static final Pattern SQL = Pattern.compile(
            "(?is)^\\s*(select|with|insert\\s+into|update|delete\\s+from|create|alter|drop|grant|truncate|copy|set\\s+role)\\s.*");

    private static final Set<String> COMPOSING = Set.of("concat", "replace", "replaceAll", "append");

    @Test
    void no_class_but_the_named_one_composes_sql() throws IOException {
        assertThat(composing(Path.of("target/classes"))).isSubsetOf(MAY);
    }

    @Test
    void the_rule_bites() throws IOException {
        assertThat(composing(Path.of("target/test-classes/qinqing/planted"))).contains("qinqing.planted.ComposedSql");
    }

    private static Set<String> composing(Path folder) throws IOException {
        var found = new TreeSet<String>();
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (var file : files) {
            var model = ClassFile.of().parse(file);
            if (model.methods().stream().anyMatch(method -> composes(model, method))) {
                found.add(model.thisClass().asInternalName().replace('/', '.').replaceAll("\\$.*", ""));
            }
        }
        return found;
    }

    private static boolean composes(ClassModel owner, MethodModel method) {
        if (method.methodName().equalsString("<clinit>") || method.code().isEmpty()) {
            return false;
        }
        var holdsSql = false;
        var holdsPattern = false;
        var puttingTogether = false;
        var formatting = false;
        for (var element : method.code().get()) {
            switch (element) {
                case InvokeDynamicInstruction dynamic
                when dynamic.name().equalsString("makeConcatWithConstants") -> {
                    if (dynamic.bootstrapArgs().stream()
                            .anyMatch(argument -> argument instanceof String text && isSql(text))) {
                        return true;
                    }
                }
                case ConstantInstruction.LoadConstantInstruction load
                when load.constantEntry() instanceof StringEntry text -> {
                    holdsSql |= isSql(text.stringValue());
                    holdsPattern |=
                            isSql(text.stringValue()) && text.stringValue().contains("%");
                }
                case InvokeInstruction call
                when call.owner().asInternalName().startsWith("java/lang/String") -> {
                    puttingTogether |= COMPOSING.contains(call.name().stringValue());
                    formatting |= call.name().stringValue().startsWith("format");
                }
                default -> {}
            }
        }
        return holdsSql && puttingTogether || holdsPattern && formatting;
    }

    private static boolean isSql(String text) {
        return SQL.matcher(text.replace("\u0001", "?")).matches();
    }
}
