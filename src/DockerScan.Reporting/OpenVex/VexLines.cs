using System.Text.Json;

namespace DockerScan.Reporting.OpenVex;

/// <summary>In which line each statement of a document begins.</summary>
internal static class VexLines
{
    /// <summary>The lines, from 1. The bytes must be JSON.</summary>
    public static IReadOnlyList<int> Of(ReadOnlySpan<byte> json)
    {
        List<int> lines = [];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = OpenVexReader.MaxDepth });
        var (isStatements, line, counted) = (false, 1, 0);
        while (reader.Read())
        {
            if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName })
            {
                isStatements = reader.ValueTextEquals("statements"u8);
            }
            else if (isStatements && reader.CurrentDepth == 2 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var start = (int)reader.TokenStartIndex;
                line += json[counted..start].Count((byte)'\n');
                counted = start;
                lines.Add(line);
            }
        }

        return lines;
    }
}
