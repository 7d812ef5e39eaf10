# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'main_window.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QHBoxLayout, QSizePolicy,
    QStackedWidget, QVBoxLayout, QWidget)
class Ui_MainWindow(object):
    def setupUi(self, MainWindow):
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        self.shell = QHBoxLayout(MainWindow)
        self.shell.setSpacing(0)
        self.shell.setObjectName(u"shell")
        self.shell.setContentsMargins(0, 0, 0, 0)
        self.navigation = QWidget(MainWindow)
        self.navigation.setObjectName(u"navigation")

        self.shell.addWidget(self.navigation)

        self.page = QWidget(MainWindow)
        self.page.setObjectName(u"page")
        self.page_column = QVBoxLayout(self.page)
        self.page_column.setSpacing(0)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(0, 0, 0, 0)
        self.header = QWidget(self.page)
        self.header.setObjectName(u"header")
        self.header_row = QHBoxLayout(self.header)
        self.header_row.setSpacing(12)
        self.header_row.setObjectName(u"header_row")
        self.header_row.setContentsMargins(24, 0, 24, 0)
        self.back_slot = QWidget(self.header)
        self.back_slot.setObjectName(u"back_slot")

        self.header_row.addWidget(self.back_slot)

        self.title_block = QWidget(self.header)
        self.title_block.setObjectName(u"title_block")
        self.title_grid = QGridLayout(self.title_block)
        self.title_grid.setObjectName(u"title_grid")
        self.title_grid.setHorizontalSpacing(12)
        self.title_grid.setVerticalSpacing(0)
        self.title_grid.setContentsMargins(0, 0, 0, 0)

        self.header_row.addWidget(self.title_block)

        self.header_slot = QWidget(self.header)
        self.header_slot.setObjectName(u"header_slot")

        self.header_row.addWidget(self.header_slot)

        self.undo_slot = QWidget(self.header)
        self.undo_slot.setObjectName(u"undo_slot")

        self.header_row.addWidget(self.undo_slot)

        self.redo_slot = QWidget(self.header)
        self.redo_slot.setObjectName(u"redo_slot")

        self.header_row.addWidget(self.redo_slot)

        self.primary_slot = QWidget(self.header)
        self.primary_slot.setObjectName(u"primary_slot")

        self.header_row.addWidget(self.primary_slot)

        self.save_slot = QWidget(self.header)
        self.save_slot.setObjectName(u"save_slot")

        self.header_row.addWidget(self.save_slot)


        self.page_column.addWidget(self.header)

        self.stack = QStackedWidget(self.page)
        self.stack.setObjectName(u"stack")

        self.page_column.addWidget(self.stack)

        self.status = QWidget(self.page)
        self.status.setObjectName(u"status")

        self.page_column.addWidget(self.status)

        self.page_column.setStretch(1, 1)

        self.shell.addWidget(self.page)

        self.shell.setStretch(1, 1)

        self.retranslateUi(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow):
        pass
    # retranslateUi

