/**
 * Lets `text` and `integer` of a migration mean on PostgreSQL what they mean on SQLite, ours and the account library's alike: text is
 * compared and sorted by its code points whatever language the server was set up for, and an integer has 64 bits.
 */
import {
  AlterTableNode,
  type ColumnDefinitionNode,
  CreateTableNode,
  DataTypeNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';

class Columns extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node);
    if (!DataTypeNode.is(column.dataType)) return column;
    const { dataType } = column.dataType;
    if (dataType === 'text') return { ...column, dataType: RawNode.createWithSql('text collate "C"') };
    if (dataType === 'integer') return { ...column, dataType: DataTypeNode.create('bigint') };
    return column;
  }
}

export class SqliteMeaning implements KyselyPlugin {
  readonly #columns = new Columns();

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return CreateTableNode.is(node) || AlterTableNode.is(node) ? this.#columns.transformNode(node) : node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}
