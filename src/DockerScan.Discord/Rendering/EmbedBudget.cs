namespace DockerScan.Discord.Rendering;

/// <summary>Hands out what is left of the total that one message may hold.</summary>
/// <param name="total">UTF-16 units.</param>
internal sealed class EmbedBudget(int total)
{
    private int _left = total;

    /// <summary>What a part may hold at most.</summary>
    public int Limit(int most) => Math.Min(most, _left);

    /// <summary>Takes the room of a text that fits.</summary>
    public string Take(string text)
    {
        _left -= text.Length;
        return text;
    }
}
