using System.Globalization;

namespace DockerScan.Core.Settings;

/// <summary>The bounds of a number, both included.</summary>
/// <param name="least">The least that is allowed.</param>
/// <param name="most">The most that is allowed.</param>
public sealed class BetweenAttribute(double least, double most) : SettingAttribute
{
    /// <summary>The least that is allowed.</summary>
    public double Least => least;

    /// <summary>The most that is allowed.</summary>
    public double Most => most;

    /// <summary>True: 0 is allowed as well, and switches something off.</summary>
    public bool OrZero { get; init; }

    /// <summary>The same for bounds that only the settings themselves give.</summary>
    /// <param name="key">Where the number stands.</param>
    /// <param name="value">The number.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <param name="also">What else is allowed, with a blank before it.</param>
    /// <returns>What a person reads of a number outside its bounds; null of one within.</returns>
    public static string? Problem(string key, double value, double least, double most, string also = "")
        => value >= least && value <= most ? null : FormattableString.Invariant($"{key} is {value}; it must be {least} to {most}{also}");

    /// <inheritdoc/>
    protected override string? Problem(string key, object? value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return OrZero && number == 0 ? null : Problem(key, number, least, most, OrZero ? " or 0" : string.Empty);
    }
}
