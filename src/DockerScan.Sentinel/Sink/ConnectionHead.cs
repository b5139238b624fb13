using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Sink;

/// <summary>A connection's first bytes. They grow with what it sends, up to their bound and as far as the budget of all goes.</summary>
internal sealed class ConnectionHead(HeadBudget budget)
{
    public const int MaxBytes = 4096;

    private byte[] _bytes = [];
    private int _borrowed;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Takes what it has room for.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Grow(Length + bytes.Length);
        var take = Math.Min(bytes.Length, _bytes.Length - Length);
        if (take <= 0)
        {
            return;
        }

        bytes[..take].CopyTo(_bytes.AsSpan(Length));
        Length += take;
    }

    /// <summary>Gives its share of the budget back.</summary>
    public void Release() => budget.Give(_borrowed);

    private void Grow(int wanted)
    {
        if (wanted <= _bytes.Length || _bytes.Length == MaxBytes)
        {
            return;
        }

        var size = Math.Min(MaxBytes, Math.Max(wanted, _bytes.Length * 2));
        if (size > SentinelSchema.MaxFirstBytes && !budget.Take(size - _bytes.Length))
        {
            size = SentinelSchema.MaxFirstBytes;
        }
        else if (size > SentinelSchema.MaxFirstBytes)
        {
            _borrowed += size - _bytes.Length;
        }

        if (size > _bytes.Length)
        {
            Array.Resize(ref _bytes, size);
        }
    }
}
