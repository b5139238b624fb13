namespace ChatBench;

/// <summary>What bench/chat.sh reads: a name, a colon, a number.</summary>
internal static class Report
{
    private const int Shown = 3;

    public static void Write(string name, Measured measured)
    {
        Note(name, measured);
        foreach (var wrong in measured.Wrong.Take(Shown))
        {
            Console.WriteLine($"# {name}, wrong: {wrong}");
        }

        Value($"{name} p99, ms", measured.P99);
        Value($"{name} wrong", measured.Wrong.Count);
    }

    public static void Note(string name, Measured measured) => Console.WriteLine($"# {name}: {measured.Summary}");

    public static void Value(string name, double value) => Console.WriteLine(FormattableString.Invariant($"{name}: {value:0.#}"));
}
