import { MessageSquareText } from 'lucide-react';
import { ActionButton } from '../../ActionButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import type { CommentDesk } from './use-comment-desk.ts';

/** Opens the list, says how many are unread; what comes while the page is open is said politely, and nothing moves. */
export function CommentsButton({ desk }: { desk: CommentDesk }) {
  const { t } = useWorkbench();
  const { news } = desk.comments;
  const last = news?.remarks.findLast(({ unread }) => unread);
  const name = last?.author ?? t('comments.by.gone');
  return (
    <>
      {desk.offered && (
        <span className="wb-comments-button">
          <ActionButton
            icon={MessageSquareText}
            iconOnly
            look="quiet"
            label={desk.unread > 0 ? t('comments.unread', { count: desk.unread }) : t('comments.title')}
            onPress={desk.toggle}
          />
          {desk.unread > 0 && <span aria-hidden="true">{desk.unread}</span>}
        </span>
      )}
      <span className="wb-hidden" role="status">
        {news && t('comments.news', { name, file: news.name, line: desk.lineOf(news) })}
      </span>
    </>
  );
}
