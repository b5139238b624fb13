namespace ChatBench;

/// <summary>How long acknowledgements took.</summary>
/// <param name="milliseconds">Each; in any order.</param>
/// <param name="wrong">What came in place of a right one, in words.</param>
internal sealed class Measured(IEnumerable<double> milliseconds, IEnumerable<string> wrong)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public IReadOnlyList<string> Wrong { get; } = [.. wrong];

    public double P99 => At(0.99);

    public double Slowest => _sorted[^1];

    public string Summary => FormattableString.Invariant($"{_sorted.Length} commands, half within {At(0.5):0.0} ms, 99 % within {P99:0.0} ms, slowest {Slowest:0.0} ms");

    // The smallest value that so large a part is not above.
    private double At(double part) => _sorted[(int)Math.Ceiling(_sorted.Length * part) - 1];
}
