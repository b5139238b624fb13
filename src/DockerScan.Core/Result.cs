using System.Diagnostics.CodeAnalysis;

namespace DockerScan.Core;

/// <summary>A value, or the expected failure that stands in its place. The one result type of the solution.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Result<T>
    where T : class
{
    private Result(T? value, ScanFailure? failure)
    {
        // With neither it would read as a success.
        if (value is null && failure is null)
        {
            throw new ArgumentNullException(nameof(value));
        }

        (Value, Failure) = (value, failure);
    }

    /// <summary>The value; null when it failed.</summary>
    public T? Value { get; }

    /// <summary>The failure; null when it did not.</summary>
    public ScanFailure? Failure { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(ScanFailure failure) => new(null, failure);
}
