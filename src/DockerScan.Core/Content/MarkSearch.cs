namespace DockerScan.Core.Content;

/// <summary>Looks for byte strings in a file that comes in pieces and is kept nowhere whole. One use; not safe to use concurrently.</summary>
/// <param name="marks">What is looked for; empty ones are never found.</param>
public sealed class MarkSearch(IReadOnlyList<byte[]> marks)
{
    private readonly bool[] _found = new bool[marks.Count];
    private readonly int _longest = marks.Select(mark => mark.Length).DefaultIfEmpty(0).Max();
    private byte[] _kept = [];

    /// <summary>Those that were found so far, as places in the list that was given.</summary>
    public IReadOnlyList<int> Found => [.. Enumerable.Range(0, _found.Length).Where(place => _found[place])];

    /// <summary>How many bytes were searched.</summary>
    public long Searched { get; private set; }

    /// <summary>The file's next piece. A mark may begin in one piece and end in another.</summary>
    public void Next(ReadOnlySpan<byte> piece)
    {
        if (_longest == 0 || piece.IsEmpty)
        {
            Searched += piece.Length;
            return;
        }

        // The seam: what was kept of the pieces before, and as much of this one as a mark may still need.
        var head = piece[..Math.Min(piece.Length, _longest - 1)];
        byte[] seam = [.. _kept, .. head];
        Look(seam);
        Look(piece);
        Searched += piece.Length;
        var rest = piece.Length >= _longest - 1 ? piece : seam;
        _kept = rest[^Math.Min(rest.Length, _longest - 1)..].ToArray();
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < _found.Length; i++)
        {
            _found[i] = _found[i] || (marks[i].Length > 0 && bytes.IndexOf(marks[i]) >= 0);
        }
    }
}
