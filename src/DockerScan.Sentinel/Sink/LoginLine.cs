namespace DockerScan.Sentinel.Sink;

/// <summary>The line that a connection is at. It grows with what comes, up to its bound and as far as the budget of all goes.</summary>
internal sealed class LoginLine(HeadBudget budget)
{
    public const int MaxBytes = 32 * 1024;

    private const int FirstBytes = 512;
    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>False when it would be too long.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        var wanted = _length + bytes.Length;
        if (wanted > MaxBytes)
        {
            return false;
        }

        if (wanted > _bytes.Length)
        {
            var size = Math.Min(MaxBytes, Math.Max(FirstBytes, Math.Max(wanted, _bytes.Length * 2)));
            if (!budget.Take(size - _bytes.Length))
            {
                return false;
            }

            Array.Resize(ref _bytes, size);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length = wanted;
        return true;
    }

    /// <summary>Begins the next one. What a long one took is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > FirstBytes)
        {
            Release();
        }
    }

    public void Release()
    {
        budget.Give(_bytes.Length);
        (_bytes, _length) = ([], 0);
    }
}
