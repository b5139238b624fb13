using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Tests.Autorun.Shell;

public sealed class ShellReaderTests
{
    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a; b && c || d | e & f", "a", "b", "c", "d", "e", "f")]
    [InlineData("a 'b c' \"d e\" f\\ g", "a b_c d_e f_g")]
    [InlineData("a # b\nc", "a", "c")]
    [InlineData("a#b", "a#b")]
    [InlineData("a \\\n  b", "a b")]
    [InlineData("'multi\nline' b", "multi+line b")]
    [InlineData("a > /tmp/x 2>&1 < /in >>y b", "a b")]
    [InlineData("a &> /tmp/x; b >| y", "a", "b")]
    [InlineData("if a; then b; elif c; then d; else e; fi", "a", "b", "c", "d", "e")]
    [InlineData("while ! a; do b; done", "a", "b")]
    [InlineData("{ a; b; }", "a", "b")]
    [InlineData("(a; b)", "a", "b")]
    [InlineData("f() { a; }\nfunction g { b; }\nfunction h() { c; }", "a", "b", "c")]
    [InlineData("case \"$1\" in\n  start|run) a ;;\n  'x)') b ;;\n  *) c\nesac\nd", "a", "b", "c", "d")]
    [InlineData("case x in a) b;; esac; c", "b", "c")]
    [InlineData("case x in a) case y in z) b;; esac;; w) c;; esac; d", "b", "c", "d")]
    [InlineData("[[ $a == b && -f /x ]] && c", "c")]
    [InlineData("(( a < b )) && c", "c")]
    [InlineData("X=1 Y=2 a", "a")]
    [InlineData("X=\"b c\" a", "a")]
    [InlineData("a $(b c) d", "b c", "a ? d")]
    [InlineData("a \"$(b \"$(c)\")\"", "c", "b ?", "a ?")]
    [InlineData("a `b c`", "b c", "a ?")]
    [InlineData("X=$(a b)", "a b")]
    [InlineData("a <(b) >(c)", "b", "a", "c")]
    [InlineData("cat <<EOF\nnot code\nEOF\na", "cat", "a")]
    [InlineData("cat << 'EOF' > /x\nnot $(code)\nEOF\na", "cat", "a")]
    [InlineData("cat <<-EOF\n\tnot code\n\tEOF\na", "cat", "a")]
    [InlineData("cat <<A <<B\nx\nA\ny\nB\na", "cat", "a")]
    [InlineData("cat <<< \"here\"; a", "cat", "a")]
    [InlineData("trap 'a; b' EXIT\nc", "a", "b", "c")]
    [InlineData("eval \"a b\"", "a b")]
    [InlineData("time a; exec b", "a", "exec b")]
    [InlineData("a\r\nb\r\n", "a", "b")]
    public void Read_Syntax_GivesCommands(string script, params string[] expected)
        => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("X=/app\n$X/run \"${X}/b\"", "/app/run /app/b")]
    [InlineData("export X=/app; $X", "/app")]
    [InlineData("local X=/app; $X", "/app")]
    [InlineData("a ${X:-/d}", "a /d")]
    [InlineData("a \"${X:=/d}\"; b $X", "a /d", "b /d")]
    [InlineData("X=/app; a ${X:-/d}", "a /app", "a /d")]
    [InlineData("a $UNKNOWN/x ${U%/*} $? $$", "a ?/x ? ? ?")]
    [InlineData("X='a b'; $X c", "a b c")]
    [InlineData("X='a b'; \"$X\" c", "a_b c")]
    [InlineData("C=(a 'b c')\nC+=(d)\n\"${C[@]}\" e", "a b_c d e")]
    [InlineData("if x; then X=/a; else X=/b; fi; $X", "x", "/b", "/a")]
    [InlineData("for f in /a /b; do $f; done", "/a", "/b")]
    [InlineData("exec \"$@\"", "exec one two_2")]
    [InlineData("exec $1 \"${2}\"", "exec one two_2")]
    [InlineData("shift; exec \"$@\"", "exec one two_2", "exec two_2")]
    [InlineData("set -- zero \"$@\"; exec \"$@\"", "exec one two_2", "exec zero one two_2")]
    [InlineData("\"$(dirname \"$0\")/x\"", "dirname /dir/s.sh", "/dir/x")]
    [InlineData("D=$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\n. \"$D/lib.sh\"", "dirname /dir/s.sh", "pwd", ". /dir/lib.sh")]
    [InlineData("${0%/*}/x", "/dir/x")]
    [InlineData("exec gosu app \"$0\" \"$BASH_SOURCE\"", "exec gosu app /dir/s.sh /dir/s.sh")]
    public void Read_Expansion_GivesWhatIsKnown(string script, params string[] expected)
        => Assert.Equal(expected, Commands(script));

    [Fact]
    public void Read_ChangeOfFolder_IsRemembered()
    {
        var state = State();
        ShellReader.Read("cd /app && a; cd sub; cd $UNKNOWN", state);

        Assert.Equal(["/app/sub", "/app", "/"], state.Directories);
    }

    [Fact]
    public void Read_TooManyCommands_IsCut() => Assert.True(ShellReader.Read(string.Concat(Enumerable.Repeat("a\n", 30_000)), State()).IsCut);

    [Fact]
    public void Read_TooDeep_IsCut() => Assert.True(ShellReader.Read(string.Concat(Enumerable.Repeat("$(a ", 100)), State()).IsCut);

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("$")]
    [InlineData("${")]
    [InlineData("$(")]
    [InlineData("`")]
    [InlineData("`\\")]
    [InlineData("a <<")]
    [InlineData("a <<EOF")]
    [InlineData("case x in")]
    [InlineData("case x in a\\")]
    [InlineData("X=")]
    [InlineData("X=(")]
    [InlineData("X+=")]
    [InlineData(")))")]
    [InlineData(";;&")]
    [InlineData("esac esac")]
    [InlineData("for in do")]
    [InlineData("[[")]
    [InlineData("((")]
    [InlineData("${a:}")]
    [InlineData("${:-x}")]
    [InlineData("${}")]
    [InlineData("$'\\")]
    public void Read_Broken_DoesNotThrow(string script) => Assert.NotNull(ShellReader.Read(script, State()).Commands);

    [Fact]
    public void Read_Noise_DoesNotThrow()
    {
        const string Alphabet = "ab$(){}[]'\"`\\;&|<>#=-:@*0 \n\t";
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var script = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Assert.NotNull(ShellReader.Read(script, State()).Commands);
        }
    }

    private static ShellState State() => ShellState.Start("/dir/s.sh", ["one", "two 2"], "/", ["PATH=/bin"]);

    private static List<string> Commands(string script)
        => [.. ShellReader.Read(script, State()).Commands.Select(words =>
            string.Join(' ', words.Select(word => word.Replace(' ', '_').Replace('\n', '+').Replace(ShellWord.Unknown, '?'))))];
}
