using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DockerScan.Host.Tests.Folders;

/// <summary>
/// Which folder of a project names types of which other, read out of the built assembly: bases, fields, signatures, attributes, and all that a
/// method's body touches. A folder is a namespace below the project's own; the project's own is ".".
/// </summary>
internal sealed class FolderArrows
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly Dictionary<(string From, string To), string> _arrows = [];
    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly string _root;

    private FolderArrows(PEReader file, string root) => (_file, _reader, _root) = (file, file.GetMetadataReader(), root);

    /// <summary>The arrows, each with one pair of types that makes it.</summary>
    /// <param name="assembly">The built file.</param>
    /// <param name="root">The project's namespace.</param>
    public static IReadOnlyDictionary<(string From, string To), string> Read(string assembly, string root)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var arrows = new FolderArrows(file, root);
        foreach (var handle in arrows._reader.TypeDefinitions)
        {
            arrows.Add(handle);
        }

        return arrows._arrows;
    }

    private void Add(TypeDefinitionHandle handle)
    {
        if (Folder(handle) is not { } from)
        {
            return;
        }

        var used = new UsedTypes(_reader);
        var type = _reader.GetTypeDefinition(handle);
        used.Add(type.BaseType);
        used.AddConstraints(type.GetGenericParameters());
        used.AddAttributes(type.GetCustomAttributes());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            used.Add(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            field.DecodeSignature(used, null);
            used.AddAttributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            used.AddAttributes(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            method.DecodeSignature(used, null);
            used.AddConstraints(method.GetGenericParameters());
            used.AddAttributes(method.GetCustomAttributes());
            AddBody(method, used);
        }

        foreach (var other in used.Types)
        {
            if (Folder(other) is { } to && to != from)
            {
                _arrows.TryAdd((from, to), $"{Name(handle)} > {Name(other)}");
            }
        }
    }

    private void AddBody(MethodDefinition method, UsedTypes used)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(used, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            used.Add(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            var operand = Operands[value == 0xFE ? 0xFE00 | code.ReadByte() : value];
            switch (operand)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    used.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += Size(operand);
                    break;
            }
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        for (var outer = _reader.GetTypeDefinition(handle).GetDeclaringType(); !outer.IsNil; outer = _reader.GetTypeDefinition(handle).GetDeclaringType())
        {
            handle = outer;
        }

        return handle;
    }

    private string Name(TypeDefinitionHandle handle) => _reader.GetString(_reader.GetTypeDefinition(Outermost(handle)).Name);

    // Null for what the compiler put elsewhere.
    private string? Folder(TypeDefinitionHandle handle)
    {
        var space = _reader.GetString(_reader.GetTypeDefinition(Outermost(handle)).Namespace);
        return space == _root ? "." : space.StartsWith(_root + ".", StringComparison.Ordinal) ? space[(_root.Length + 1)..] : null;
    }
}
